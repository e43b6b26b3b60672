#include "adapters/channels/strict_json.hpp"

#include <string>
#include <utility>
#include <vector>

namespace sluice {
namespace {

using json = nlohmann::json;

/// Builds the document as the library's own reader does, except that a member is never overwritten.
class document_builder final : public json::json_sax_t {
 public:
  [[nodiscard]] bool found_contradiction() const noexcept { return contradictory_; }
  [[nodiscard]] json take() noexcept { return std::move(whole_); }

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(value); }
  bool number_unsigned(number_unsigned_t value) override { return add(value); }
  bool number_float(number_float_t value, const string_t&) override { return add(value); }
  bool string(string_t& value) override { return add(std::move(value)); }
  bool binary(binary_t&) override { return false; }
  bool key(string_t& name) override {
    open_.back().name = std::move(name);
    return true;
  }
  bool start_object(std::size_t) override { return open(json::object()); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(json::array()); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t, const std::string&, const json::exception&) override {
    return false;
  }

 private:
  struct level {
    json container;
    std::string name{};  ///< of the member whose value comes next
  };

  bool open(json empty) {
    if (open_.size() == deepest_json) return false;
    open_.push_back({std::move(empty)});
    return true;
  }
  /// A container is whole before the one around it sees it: so values of any depth are compared.
  bool close() {
    auto done = std::move(open_.back().container);
    open_.pop_back();
    return add(std::move(done));
  }
  bool add(json value) {
    if (open_.empty()) {
      whole_ = std::move(value);
      return true;
    }
    auto& [into, name] = open_.back();
    if (into.is_array()) {
      into.push_back(std::move(value));
      return true;
    }
    contradictory_ = !add_agreeing(into.get_ref<json::object_t&>(), name, std::move(value));
    return !contradictory_;
  }

  std::vector<level> open_{};
  json whole_{};
  bool contradictory_ = false;
};

}  // namespace

reading<nlohmann::json> read_json(std::string_view body) {
  // The library takes a NUL for the end and would not look at what follows it.
  if (body.find('\0') != std::string_view::npos) return misread::unreadable;
  document_builder builder;
  if (json::sax_parse(body.begin(), body.end(), &builder)) return builder.take();
  return builder.found_contradiction() ? misread::contradictory : misread::unreadable;
}

}  // namespace sluice
