#include "events/records/missed_span.hpp"

#include <fstream>

namespace sluice::records {

namespace fs = std::filesystem;

missed_span::missed_span(const fs::path& folder) : note_(folder.string() + ".missed") {
  std::ifstream in(note_);
  if (std::int64_t ms = 0; in >> ms) since_ = instant{millis{ms}};
}

void missed_span::begin(instant at) {
  if (since_) return;
  since_ = at;
  std::ofstream(note_, std::ios::trunc) << at.time_since_epoch().count() << '\n';
}

void missed_span::end() {
  if (!since_) return;
  since_.reset();
  std::error_code ignored;  // then it is told once more
  fs::remove(note_, ignored);
}

}  // namespace sluice::records
