#include "app/demo/progress_bar.hpp"

#include <algorithm>

namespace sluice::demo {
namespace {

constexpr std::size_t cells = 40;
constexpr const char* clear_line = "\r\033[K";

}  // namespace

progress_bar::progress_bar(std::size_t whole, std::FILE* out, bool on_terminal)
    : whole_{std::max<std::size_t>(whole, 1)}, out_{out}, on_terminal_{on_terminal} {}

void progress_bar::show(std::size_t done, const std::string& doing) {
  const auto counts = std::to_string(done) + '/' + std::to_string(whole_) + "  " + doing;
  if (on_terminal_) {
    const auto full = std::min(cells, done * cells / whole_);
    const auto bar = std::string(full, '#') + std::string(cells - full, '.');
    std::fprintf(out_, "%s[%s] %s", clear_line, bar.c_str(), counts.c_str());
    bar_is_drawn_ = true;
  } else if (const auto tenth = done * 10 / whole_; tenth > last_tenth_) {
    last_tenth_ = tenth;
    std::fprintf(out_, "  %s\n", counts.c_str());
  }
  std::fflush(out_);
}

void progress_bar::say(const std::string& line) {
  std::fprintf(out_, "%s%s\n", bar_is_drawn_ ? clear_line : "", line.c_str());
  std::fflush(out_);
  bar_is_drawn_ = false;
}

void progress_bar::finish() {
  if (bar_is_drawn_) std::fputc('\n', out_);
  bar_is_drawn_ = false;
}

}  // namespace sluice::demo
