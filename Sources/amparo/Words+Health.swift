import AmparoCore

/// How the parts of the service are: terminals of the control room show it.
extension Words {
  static let service = [
    Sentence("all is stored", "todo está guardado"),
    Sentence("as in its file", "como en su fichero"),
    Sentence("every row was read", "se leyeron todas las filas"),
    Sentence("no gap in the next {…}", "sin huecos en los próximos {…}"),
    Sentence("the newest is no older than {…}", "la última no tiene más de {…}"),
    Sentence(
      "none has been made yet, and none is overdue",
      "aún no se ha hecho ninguna, y ninguna va con retraso"),
    Sentence("none has been made in {} hours", "ninguna en {} horas"),
    Sentence("the newest is {} hours old", "la última es de hace {} horas"),
    Sentence("the last one failed: {…}", "la última falló: {…}"),
    Sentence("its newest page failed: {…}", "su último aviso falló: {…}"),
    Sentence("its newest page was handed over", "su último aviso salió"),
    Sentence("it is not configured any more", "ya no está en la configuración"),
    Sentence("a worker is connected", "su programa está conectado"),
    Sentence(
      "no worker is connected; its pages go by channel {}",
      "su programa no está conectado; sus avisos van por {}"),
    Sentence(
      "no worker is connected; its pages fail",
      "su programa no está conectado; sus avisos fallan"),
    Sentence("a drill by telephone failed: {…}", "falló un simulacro por teléfono: {…}"),
    Sentence("every alert reaches somebody", "todas las alertas llegan a alguien"),
    Sentence(
      "alert {} reaches nobody; ring somebody",
      "la alerta {} no llega a nadie; llame a alguien por teléfono"),
    Sentence(
      "alert {} and {} more reach nobody; ring somebody",
      "la alerta {} y {} más no llegan a nadie; llame a alguien por teléfono"),
    Sentence("no text message was ignored lately", "ningún mensaje sin atender últimamente"),
    Sentence(
      "text messages were answered to nobody ({…}); read them in the modem's incoming folder",
      "hubo mensajes que nadie atendió ({…}); léalos en la carpeta de entrada del módem"),
    Sentence(
      "the clock is {…} behind the ledger's newest row; set it, for the rota goes by it",
      "el reloj va {…} por detrás del registro; póngalo en hora, pues rige el cuadrante"),
    Sentence("the wall clock was stepped by {} ms", "el reloj ha saltado {} ms"),
    Sentence(
      "{} parts could not be read at the start; restore a backup. The first: {…}",
      "{} partes no se pudieron leer al arrancar; restaure una copia. La primera: {…}"),
    Sentence(
      "{} rows could not be read and are set aside, the first is {…}",
      "{} filas no se pudieron leer y se apartan, la primera es {…}"),
    Sentence(
      "{} rows found no room while storage failed, and are lost; the alerts are not",
      "{} filas no cupieron mientras fallaba el disco y se han perdido; las alertas no"),
    Sentence(
      "{} faults in what is stored, the first is in {…}",
      "{} errores en lo guardado, el primero en {…}"),
    Sentence(
      "there are numbers that were never given out in {…}; restore a backup",
      "hay números que nunca se dieron en {…}; restaure una copia"),
    Sentence(
      "the file is faulty, the one before is in use: {…}",
      "el fichero tiene errores, sigue el anterior: {…}"),
    Sentence(
      "only a restart takes what is new in its file: {…}",
      "solo un reinicio toma lo nuevo del fichero: {…}"),
    Sentence("room is kept for a full disk", "se guarda sitio por si se llena el disco"),
    Sentence(
      "the disk has no room for the ballast file", "el disco no tiene sitio para la reserva"),
    Sentence(
      "the disk is full, and the ballast file was given up; make room",
      "el disco está lleno, y se ha soltado la reserva; haga sitio"),
  ]
}
