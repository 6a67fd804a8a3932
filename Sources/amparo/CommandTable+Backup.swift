/// Backups, and what they are for.
extension CommandTable {
  static var backups: [Command] {
    [
      Command(
        name: "backup", arguments: ["[PATH]"],
        options: [
          .init(
            name: "--keep-all", value: nil, es: "no retira copias antiguas del directorio",
            en: "clears no old backups from the directory")
        ],
        es:
          "Copia de seguridad verificada, sin parar: a un fichero, o a un directorio, donde quedan "
          + "todas las de 2 días, una por día de 31 y una por semana de un año.",
        en: "A verified backup, without a stop: to a file, or to a directory, where all of 2 days, "
          + "one a day of 31 and one a week of a year are kept.",
        example: "amparo backup /var/backups/amparo"
      ) { call in try BackupCommand(call).backUp() },
      Command(
        name: "restore", arguments: ["BACKUP", "DATABASE"],
        es: "Verifica una copia y la pone en su sitio, con el servicio parado.",
        en: "Verifies a backup and puts it in its place, while the service is stopped.",
        example: "amparo restore /var/backups/amparo/amparo-20261125T211806Z.db "
          + "/var/lib/amparo/amparo.db"
      ) { call in try BackupCommand(call).restore() },
    ]
  }
}
