#pragma once
/// XML that is signed with a key which both sides have, as WeChat Pay V2 and the gateways that
/// imitate it (QRA) speak it: a flat list of fields under <xml>. Used by those faces only.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/signing/keyed_text.hpp"
#include "sim/providers/wire_text.hpp"

namespace sluice::sim {

/// Nothing: no XML, another root, or a field that comes twice.
[[nodiscard]] std::optional<form> parse_xml(const std::string& body);

/// By the field sign_type; none: MD5. Nothing: a type that there is not.
[[nodiscard]] std::optional<signing::v2_sign_type> sign_type_in(const form& fields);

/// `key_name`: of simulated_keys.hpp.
[[nodiscard]] bool is_rightly_signed(const form& fields, std::string_view key_name);

/// A nonce for the answer to this one: the model knows no chance.
[[nodiscard]] std::string answer_nonce(const std::string& asked_with);

/// Fields in the order in which they are added.
class xml_fields {
 public:
  xml_fields& text(const std::string& name, const std::string& value);
  xml_fields& number(const std::string& name, std::int64_t value);
  /// Adds `sign` over all fields so far.
  xml_fields& sign(signing::v2_sign_type type, std::string_view key_name);
  [[nodiscard]] std::string write() const;

 private:
  struct one {
    std::string name, value;
    bool is_number;
  };
  std::vector<one> all_{};
};

}  // namespace sluice::sim
