/// Every command there is, in the order of the help.
enum CommandTable {
  static var all: [Command] {
    [queue, raise] + answers + closing + looking + rota + cases + unit + followUps + directory
      + records + service
  }
}
