/// A role of the rota, such as `primary`: a later layer wins over an earlier one.
package struct RotaRole: Hashable, Sendable {
  package var name: String
  package var layers: [RotaLayer]

  package init(name: String, layers: [RotaLayer]) {
    self.name = name
    self.layers = layers
  }
}
