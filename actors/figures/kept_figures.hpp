#pragma once
/// The minutes of all links as lines of text, in which they lie in a bookmark.

#include <map>
#include <string>

#include "actors/figures/link_figures.hpp"

namespace sluice {

/// "link alipay payment_code" and its sums, then a line for each minute of calls and of payments.
void write_to(std::string& text, const std::map<figures::link, link_figures::kept>& all);

class kept_figures_reader {
 public:
  /// Takes up one of these lines. False: it is none.
  [[nodiscard]] bool read(const std::string& line);
  [[nodiscard]] const std::map<figures::link, link_figures::kept>& all() const noexcept {
    return all_;
  }

 private:
  std::map<figures::link, link_figures::kept> all_;
  link_figures::kept* current_ = nullptr;  ///< of the last line that names a link
};

}  // namespace sluice
