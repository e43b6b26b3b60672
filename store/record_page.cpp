#include "store/record_page.hpp"

namespace sluice::store {

std::optional<std::string_view> record_page::find(sequence at) noexcept {
  if (first_ == 0 || at < first_) return std::nullopt;
  if (at < here_) {
    here_ = first_;
    offset_ = 0;
  }
  for (; here_ < at && !rest().empty(); ++here_) offset_ += size_of_first(rest());
  if (rest().empty()) return std::nullopt;
  return rest().substr(0, size_of_first(rest()));
}

sequence record_page::last() noexcept {
  if (first_ == 0 || bytes_.empty()) return 0;
  while (size_of_first(rest()) < rest().size()) {
    offset_ += size_of_first(rest());
    ++here_;
  }
  return here_;
}

}  // namespace sluice::store
