import Testing

@testable import AmparoTelephony

@Suite struct AGIEnvironmentTests {}
