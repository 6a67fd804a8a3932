/// Where a caller said to be, or her device did: degrees and metres.
package struct Location: Hashable, Sendable {
  package var latitude: Double
  package var longitude: Double
  package var accuracyMetres: Double?

  package init(latitude: Double, longitude: Double, accuracyMetres: Double? = nil) {
    self.latitude = latitude
    self.longitude = longitude
    self.accuracyMetres = accuracyMetres
  }
}
