import AmparoCore

/// The line's clock, started before recovery so that the desk and the server share one time.
package struct StartClock {
  let clock: LineClock

  package init() { clock = LineClock() }

  package func now() -> Moment { clock.now() }
}
