#pragma once
/// Parts of JSON text, appended to a string. Used by the writers of answers.

#include <array>
#include <charconv>
#include <concepts>
#include <string>
#include <string_view>

namespace sluice::api {

/// With quotes. Precondition: UTF-8. RFC 8259, section 7.
void append_text(std::string_view text, std::string& out);

template <std::integral Integer>
void append_integer(Integer value, std::string& out) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

/// One object: open when made, closed by `end`. Members stand in the order of the calls.
class object_text {
 public:
  explicit object_text(std::string& out) : out_(out) { out_ += '{'; }

  /// Without its value, which the caller appends. Precondition: the name needs no escaping.
  std::string& member(std::string_view name);
  void put(std::string_view name, std::string_view text) { append_text(text, member(name)); }
  template <std::integral Value>
  void put(std::string_view name, Value value) {
    if constexpr (std::same_as<Value, bool>)
      member(name) += value ? "true" : "false";
    else
      append_integer(value, member(name));
  }
  /// `append` is called with each item and the text so far.
  template <class Items, class Append>
  void put_list(std::string_view name, const Items& items, Append append) {
    member(name) += '[';
    bool first = true;
    for (const auto& item : items) {
      if (!first) out_ += ',';
      first = false;
      append(item, out_);
    }
    out_ += ']';
  }
  void end() { out_ += '}'; }

 private:
  std::string& out_;
  bool first_ = true;
};

}  // namespace sluice::api
