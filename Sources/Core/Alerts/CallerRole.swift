/// Who is calling, as far as the gateway can tell.
package enum CallerRole: String, Sendable, CaseIterable {
  case victim, child, relative, neighbour, agency, aggressor, unknown
}
