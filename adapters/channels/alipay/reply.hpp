#pragma once
/// One result in an answer of Alipay's gateway. Values are strings throughout; anything else is a
/// value that no table knows.

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "adapters/channels/foreign_text.hpp"

namespace sluice::alipay {

class reply {
 public:
  /// The node must outlive it.
  explicit reply(const nlohmann::json& node) : node_(node) {}

  [[nodiscard]] foreign_text text(const char* name) const {
    const auto it = node_.find(name);
    if (it == node_.end() || it->is_null()) return {};
    return foreign_text(it->is_string() ? it->get_ref<const std::string&>() : no_string);
  }
  [[nodiscard]] bool says(const char* name) const { return !text(name).empty(); }
  [[nodiscard]] bool ok() const { return text("code") == "10000"; }
  /// The finer of the two codes.
  [[nodiscard]] foreign_text code() const { return text(says("sub_code") ? "sub_code" : "code"); }
  /// Null: there is none of this name.
  [[nodiscard]] const nlohmann::json* member(const char* name) const {
    const auto it = node_.find(name);
    return it == node_.end() ? nullptr : &*it;
  }

 private:
  static constexpr std::string_view no_string = "?";

  const nlohmann::json& node_;
};

}  // namespace sluice::alipay
