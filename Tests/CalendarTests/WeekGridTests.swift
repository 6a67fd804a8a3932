import AmparoCalendar
import Testing

@Suite struct PlaceholderTests {}
