import AmparoConfig
import AmparoTelephony

extension WorkerSettings {
  init(_ configuration: ManagerConfiguration) {
    self.init(
      socket: configuration.socket, channel: configuration.channel,
      address: configuration.address, user: configuration.user,
      secretFile: configuration.secretFile,
      plan: DialPlan(
        dial: configuration.dial, context: configuration.context, drill: configuration.drill,
        callerNumber: configuration.callerNumber))
  }
}
