#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <bitset>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <vector>

#include "adapters/api/json_form.hpp"
#include "adapters/api/suggestion.hpp"
#include "base/invariant.hpp"

namespace sluice::api {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using json = nlohmann::json;

constexpr std::size_t most_fields = 64;
constexpr std::size_t deepest = 16;  ///< nobody needs more, and a bomb is told from a mistake

std::vector<std::string_view> names_of_fields(const Descriptor& type) {
  std::vector<std::string_view> names;
  for (int i = 0; i < type.field_count(); ++i) names.emplace_back(type.field(i)->name());
  return names;
}

/// "a string", as people say it.
std::string_view wanted_by(const FieldDescriptor& field) {
  if (field.is_repeated()) return "a list of strings";
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: return "a string";
    case FieldDescriptor::CPPTYPE_BOOL: return "true or false";
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
      return "an integer: digits only, without quotes, fraction or exponent";
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT:
    case FieldDescriptor::CPPTYPE_ENUM:
    case FieldDescriptor::CPPTYPE_MESSAGE: break;
  }
  broken_invariant("requests have strings, integers and booleans only", __FILE__, __LINE__);
}

/// Receives the parser's events (nlohmann's SAX interface: true means go on). Goes on after a
/// fault, because a worse one may follow.
class reader {
 public:
  explicit reader(Message& into)
      : into_(into), type_(*into.GetDescriptor()), reflection_(*into.GetReflection()) {
    SLUICE_INVARIANT(static_cast<std::size_t>(type_.field_count()) <= most_fields);
  }

  [[nodiscard]] std::optional<rejection> fault() && { return std::move(fault_); }

  // -- the parser's events: names and types are nlohmann's ---------------------------

  bool null() {
    if (depth_ == 1) return true;  // the same as absent
    return value([](const FieldDescriptor&) { return true; }, "null");
  }

  bool boolean(bool given) {
    return value(
        [&](const FieldDescriptor& field) {
          if (field.cpp_type() != FieldDescriptor::CPPTYPE_BOOL) return false;
          reflection_.SetBool(&into_, &field, given);
          return true;
        },
        given ? "true" : "false");
  }

  bool number_integer(std::int64_t given) {
    return value(
        [&](const FieldDescriptor& field) { return set_integer(field, given); }, "a number");
  }

  bool number_unsigned(std::uint64_t given) {
    if (given <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
      return number_integer(static_cast<std::int64_t>(given));
    return value(
        [&](const FieldDescriptor& field) {
          if (field.cpp_type() != FieldDescriptor::CPPTYPE_UINT64) return false;
          reflection_.SetUInt64(&into_, &field, given);
          return true;
        },
        "a number beyond 9223372036854775807");
  }

  /// Also integers that fit no 64 bits.
  bool number_float(double, const std::string& written) {
    const bool digits_only = written.find_first_of(".eE") == std::string::npos;
    const auto what = digits_only ? "a number beyond 9223372036854775807" : in_quotes(written);
    return value([](const FieldDescriptor&) { return false; }, what);
  }

  bool string(std::string& given) {
    if (in_list_ && depth_ == 2) {
      reflection_.AddString(&into_, field_, std::move(given));
      return true;
    }
    return value(
        [&](const FieldDescriptor& field) {
          if (field.cpp_type() != FieldDescriptor::CPPTYPE_STRING) return false;
          reflection_.SetString(&into_, &field, std::move(given));
          return true;
        },
        "a string");
  }

  bool binary(std::vector<std::uint8_t>&) { return false; }

  bool key(std::string& name) {
    if (depth_ != 1) return true;
    field_ = field_named(name);
    if (field_ == nullptr) {
      note_unknown(name);
    } else {
      const auto place = static_cast<std::size_t>(field_->index());
      if (seen_[place])
        keep({rejection_code::field_duplicated, name, name + " is given more than once"});
      seen_.set(place);
    }
    return true;
  }

  bool start_object(std::size_t) { return open("an object"); }
  bool start_array(std::size_t) {
    if (depth_ != 1 || field_ == nullptr || !field_->is_repeated()) return open("a list");
    in_list_ = true;
    ++depth_;
    return true;
  }
  bool end_object() { return close(); }
  bool end_array() {
    // The message cannot tell it from an absent one, which means "as it was", or "all".
    if (depth_ == 2 && in_list_ && reflection_.FieldSize(into_, field_) == 0)
      note_wrong_type("an empty list; name at least one, or leave it out");
    return close();
  }

  /// The parser's own text is not used: it quotes the body, and the body may hold a payment code.
  bool parse_error(std::size_t position, const std::string&, const json::exception&) {
    note_not_json(position);
    return false;
  }

  void note_not_json(std::size_t position) {
    keep({rejection_code::body_not_json, "",
          "the body is not JSON: error at byte " + std::to_string(position) +
              "; send one object in UTF-8 such as {\"field\":\"text\",\"amount_minor\":1250}"});
  }

 private:
  template <class Store>
  bool value(Store store, std::string_view given) {
    if (depth_ == 0) return not_an_object(given);
    if (depth_ == 1 && field_ != nullptr && (field_->is_repeated() || !store(*field_)))
      note_wrong_type(given);
    if (depth_ == 2 && in_list_) note_wrong_type("a list with " + std::string(given) + " in it");
    return true;
  }

  /// Messages have few fields, and callers send them in order: one comparison finds nearly every
  /// one, where the descriptor's own table hashes each name.
  const FieldDescriptor* field_named(std::string_view name) {
    const int count = type_.field_count();
    for (int i = 0; i < count; ++i) {
      const auto* candidate = type_.field((likely_ + i) % count);
      if (candidate->name() != name) continue;
      likely_ = candidate->index() + 1;
      return candidate;
    }
    return nullptr;
  }

  bool set_integer(const FieldDescriptor& field, std::int64_t given) {
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT64) {
      reflection_.SetInt64(&into_, &field, given);
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_UINT64 && given >= 0) {
      reflection_.SetUInt64(&into_, &field, static_cast<std::uint64_t>(given));
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_UINT32 && given >= 0 &&
               given <= std::numeric_limits<std::uint32_t>::max()) {
      reflection_.SetUInt32(&into_, &field, static_cast<std::uint32_t>(given));
    } else {
      return false;
    }
    return true;
  }

  bool open(std::string_view what) {
    if (depth_ == 0 && what != "an object") return not_an_object(what);
    if (depth_ == 1 && field_ != nullptr) note_wrong_type(what);
    if (depth_ == 2 && in_list_) note_wrong_type("a list with " + std::string(what) + " in it");
    if (++depth_ <= deepest) return true;
    keep({rejection_code::body_not_json, "",
          "the body is nested deeper than " + std::to_string(deepest) +
              " levels; send a flat object"});
    return false;
  }

  bool close() {
    if (--depth_ == 1) in_list_ = false;
    return true;
  }

  bool not_an_object(std::string_view given) {
    keep({rejection_code::body_not_json, "",
          "the body must be one JSON object in braces, not " + std::string(given)});
    return false;
  }

  void note_unknown(const std::string& name) {
    const auto known = names_of_fields(type_);
    keep({rejection_code::field_unknown, name.size() <= 64 ? name : std::string(),
          type_.name() + " has no field " + in_quotes(name) + did_you_mean(name, known) +
              (known.empty() ? "; it has no fields" : "; its fields are " + listed(known))});
  }

  void note_wrong_type(std::string_view given) {
    keep({rejection_code::field_wrong_type, field_->name(),
          field_->name() + " must be " + std::string(wanted_by(*field_)) + "; it is " +
              std::string(given)});
  }

  /// Lower codes take precedence; of two equal ones the first stays.
  void keep(rejection r) {
    if (!fault_ || r.code < fault_->code) fault_ = std::move(r);
  }

  Message& into_;
  const Descriptor& type_;
  const google::protobuf::Reflection& reflection_;
  const FieldDescriptor* field_ = nullptr;  ///< of the last key at depth 1; null: unknown
  int likely_ = 0;  ///< index of the field after the last one found
  std::bitset<most_fields> seen_;
  std::size_t depth_ = 0;
  bool in_list_ = false;  ///< of the field's texts
  std::optional<rejection> fault_;
};

}  // namespace

std::optional<rejection> read_json(std::string_view text, Message& into) {
  reader events(into);
  // Never allowed in JSON, and the parser takes the first one for the end: what stands behind it,
  // perhaps another order, would not be looked at.
  if (const auto nul = text.find('\0'); nul != std::string_view::npos)
    events.note_not_json(nul + 1);
  else
    json::sax_parse(text.begin(), text.end(), &events);
  return std::move(events).fault();
}

}  // namespace sluice::api
