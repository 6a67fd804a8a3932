/// What the books record, in the reader's language: changes of the directory, and looks at persons.
extension Words {
  /// A row's kind; one whose list was empty ends with `_empty`.
  func record(_ kind: String) -> String {
    guard language == .es else { return kind.split(separator: "_").joined(separator: " ") }
    let suffix = "_empty"
    guard kind.hasSuffix(suffix) else { return Self.records[kind] ?? kind }
    let list = String(kind.dropLast(suffix.count))
    return (Self.records[list] ?? list) + " (nada)"
  }

  private static let records = [
    "directory_applied": "directorio aplicado", "cases_imported": "expedientes importados",
    "case_put": "expediente escrito", "case_edited": "expediente cambiado",
    "officer_put": "agente escrito", "absence_added": "ausencia anotada",
    "absence_removed": "ausencia quitada", "rota_overridden": "sustitución",
    "shifts_swapped": "permuta", "configuration_loaded": "configuración leída",
    "drill_call": "simulacro por teléfono", "backed_up": "copia de seguridad",
    "hold_placed": "conservación ordenada",
    "hold_lifted": "conservación levantada", "erased": "borrado",
    "followup_done": "seguimiento hecho", "followup_planned": "seguimiento planificado",
    "alert_shown": "alerta vista", "card_withheld": "alerta vista sin ficha",
    "card_paged": "ficha con el aviso", "history_shown": "historial visto",
    "queue_listed": "cola vista", "case_not_found": "expediente que no existe",
    "case_shown": "ficha vista", "directory_exported": "directorio exportado",
    "access_exported": "accesos exportados", "cases_listed": "lista de expedientes",
    "cases_searched": "búsqueda de expedientes", "alerts_listed": "lista de alertas",
    "followups_listed": "lista de seguimientos", "access_read": "accesos consultados",
    "rota_checked": "revisión del cuadrante",
    "notices_shown": "avisos de gestión vistos", "denied": "denegado",
    "holds_listed": "lista de conservaciones",
  ]
}
