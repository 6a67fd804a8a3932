import AmparoHost

/// Playing to an officer and reading a key.
extension AGIRun {
  /// The key that was pressed; nil for none, or a hang-up.
  func ask(_ prompt: Prompt) throws(AGIFault) -> Prompt.Key? {
    let key = Prompt.Key.all
    var intro: [AGICommand] = [.streamFile("\(prompt.sounds)/page", keys: key)]
    if prompt.isDrill { intro.insert(.streamFile("\(prompt.sounds)/drill", keys: key), at: 0) }
    if !prompt.code.isEmpty { intro.append(.sayAlpha(prompt.code, keys: key)) }
    let end = AGIConversation.time(in: Prompt.roundsMilliseconds)
    for _ in 0..<Prompt.rounds where Clock.monotonicNanoseconds() < end {
      for command in intro {
        let said = try play(command)
        if let key = Prompt.Key(ascii: said ?? "") { return key }
        if said == nil { return nil }
      }
      switch try menu("\(prompt.sounds)/press") {
      case .key(let key): return key
      case .nothing: continue
      case .gone: return nil
      }
    }
    return nil
  }

  private enum Heard {
    case key(Prompt.Key)
    /// Nothing, or a key that means nothing.
    case nothing
    case gone
  }

  private func menu(_ file: String) throws(AGIFault) -> Heard {
    let command = AGICommand.getData(file: file, milliseconds: Prompt.keyMilliseconds)
    let answer = try conversation.perform(
      command, milliseconds: Prompt.keyMilliseconds + Prompt.soundMilliseconds)
    if answer.code == AGIAnswer.done, answer.result != "-1" {
      return Prompt.Key(rawValue: answer.result).map(Heard.key) ?? .nothing
    }
    // The same answer for a hang-up and for a file that is not there.
    guard try isThere() else { return .gone }
    log(.error, "the sound \(file) cannot be played; a tone asks for the key instead")
    return try toneMenu()
  }

  private func toneMenu() throws(AGIFault) -> Heard {
    _ = try conversation.perform(.exec("Playtones", "!440/300,!0/200,!440/300"))
    let answer = try conversation.perform(
      .waitForDigit(milliseconds: Prompt.keyMilliseconds), milliseconds: Prompt.keyMilliseconds)
    guard answer.code == AGIAnswer.done, answer.result != "-1" else { return .gone }
    _ = try conversation.perform(.exec("StopPlaytones", ""))
    return Prompt.Key(ascii: answer.result).map(Heard.key) ?? .nothing
  }

  /// What a sound's answer says; nil where the officer is gone. A missing sound is passed over.
  private func play(_ command: AGICommand) throws(AGIFault) -> String? {
    let answer = try conversation.perform(command, milliseconds: Prompt.soundMilliseconds)
    if answer.code == AGIAnswer.done, answer.result != "-1" { return answer.result }
    guard try isThere() else { return nil }
    log(.error, "\(command.name) cannot be played, its sounds may be missing")
    return ""
  }

  func play(_ file: String) throws(AGIFault) {
    _ = try play(.streamFile(file, keys: ""))
  }

  private func isThere() throws(AGIFault) -> Bool {
    if conversation.isHungUp { return false }
    return try conversation.perform(.channelStatus).code == AGIAnswer.done
      && !conversation.isHungUp
  }
}
