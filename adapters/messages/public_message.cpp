#include "adapters/messages/public_message.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "adapters/channels/form.hpp"
#include "adapters/channels/strict_json.hpp"
#include "adapters/channels/strict_xml.hpp"
#include "base/hmac_sha256.hpp"

namespace sluice::messages {
namespace {

constexpr std::size_t longest_read = 65'536, longest_value = 256, longest_name = 96;
constexpr std::size_t most_fields = 128, hash_bytes = 16;
/// A channel may repeat in a sentence what it was sent: no number as long as a card's or a payment
/// code's is kept of one.
constexpr std::ptrdiff_t digits_in_a_sentence = 8;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
/// Of a code, a number or an amount.
bool is_of_word(char c) noexcept {
  return is_letter(c) || is_digit(c) || std::string_view("_-.:|").find(c) != std::string_view::npos;
}

std::string without_long_numbers(std::string_view text) {
  std::string out;
  for (auto at = text.begin(); at != text.end();) {
    const auto end = std::find_if_not(at, text.end(), is_digit);
    if (end - at >= digits_in_a_sentence)
      out += '#';
    else
      out.append(at, end);
    at = end;
    if (at != text.end()) out += *at++;
  }
  return out;
}

std::string_view last_name_of(std::string_view path) {
  const auto dot = path.rfind('.');
  return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

/// Names come from outside as well.
bool is_field_name(std::string_view path) {
  return !path.empty() && path.size() <= longest_name && is_letter(path.front()) &&
         std::ranges::all_of(path, is_of_word) &&
         std::ranges::none_of(path, [](char c) { return c == ':' || c == '|'; });
}

class field_writer {
 public:
  field_writer(const secrecy& how, records::stored_message& into) : how_(&how), into_(&into) {}

  void put(const std::string& path, std::string_view value) {
    if (into_->fields.size() >= most_fields) return;
    const bool is_known =
        std::ranges::find(how_->public_fields, last_name_of(path)) != how_->public_fields.end();
    if (is_known && value.size() <= longest_value)
      into_->fields.push_back({.name = path, .value = fit(value)});
    else
      hide(path, value);
  }
  void hide(const std::string& path, std::string_view value) {
    if (into_->fields.size() >= most_fields) return;
    const auto hash = hmac_sha256(how_->hash_key, value);
    into_->fields.push_back({.name = is_field_name(path) ? path : "?",
                             .length = static_cast<std::uint32_t>(value.size()),
                             .keyed_hash = {hash.begin(), hash.begin() + hash_bytes}});
  }
  void put_json(const std::string& path, const nlohmann::json& value) {
    if (value.is_object()) {
      for (const auto& [name, inner] : value.items()) put_json(below(path, name), inner);
    } else if (value.is_array()) {
      for (const auto& inner : value) put_json(path, inner);
    } else if (value.is_string()) {
      put_text(path, value.get_ref<const std::string&>());
    } else {
      put(path, value.dump());
    }
  }
  /// Some have JSON in a field of a form.
  void put_text(const std::string& path, const std::string& value) {
    if (value.starts_with('{')) {
      const auto inner = read_json(value);
      if (const auto* object = std::get_if<nlohmann::json>(&inner)) return put_json(path, *object);
    }
    put(path, value);
  }
  void put_all(const text_fields& all) {
    for (const auto& [name, value] : all) put_text(name, value);
  }

 private:
  static std::string below(const std::string& path, const std::string& name) {
    return path.empty() ? name : path + '.' + name;
  }
  static std::string fit(std::string_view value) {
    return std::ranges::all_of(value, is_of_word)
               ? std::string(value)
               : without_long_numbers(value);
  }

  const secrecy* how_;
  records::stored_message* into_;
};

/// What is in its fields. False: nobody can tell.
bool put_fields(field_writer& to, const std::string& body) {
  if (body.size() > longest_read) return false;
  if (body.starts_with('<')) {
    const auto read = read_xml(body);
    if (const auto* all = std::get_if<text_fields>(&read)) return to.put_all(*all), true;
    return false;
  }
  if (body.starts_with('{')) {
    const auto read = read_json(body);
    if (const auto* all = std::get_if<nlohmann::json>(&read)) return to.put_json("", *all), true;
    return false;
  }
  if (body.find('=') == std::string::npos) return false;
  const auto read = form_decode(body);
  if (const auto* all = std::get_if<text_fields>(&read)) return to.put_all(*all), true;
  return false;
}

/// What is a name of the interface: "out-trade-no", "v3".
bool is_of_interface(std::string_view segment) {
  return std::ranges::all_of(segment, [](char c) { return is_of_word(c) && c != '.'; }) &&
         std::ranges::count_if(segment, is_digit) <= 2;
}

/// Numbers in it are the order's own; whatever else somebody might have put there is hidden.
std::string public_path(const channel_message& m) {
  std::string out;
  std::string_view rest(m.target);
  rest = rest.substr(0, rest.find('?'));
  while (!rest.empty()) {
    rest.remove_prefix(1);  // the slash
    const auto segment = rest.substr(0, rest.find('/'));
    rest.remove_prefix(segment.size());
    const bool is_ours = segment == m.key.value() || segment == m.refund_key.value();
    out += '/';
    out += is_ours || is_of_interface(segment) ? segment : std::string_view("*");
  }
  return out;
}

}  // namespace

records::stored_message public_part_of(const channel_message& m, const channel_id& channel,
                                       const secrecy& how) {
  records::stored_message out{
      .channel = channel,
      .key = m.key,
      .operation = std::string(name_of(m.what)),
      .at = m.at,
      .head = {}};
  field_writer to(how, out);
  if (m.status) {
    out.head = *m.status == 0 ? "no answer" : std::to_string(*m.status);
  } else {
    out.head = m.method + ' ' + public_path(m);
    const auto query = m.target.find('?');
    if (query != std::string::npos && !put_fields(to, m.target.substr(query + 1)))
      to.hide("query", std::string_view(m.target).substr(query + 1));
  }
  if (!m.body.empty() && !put_fields(to, m.body)) to.hide("body", m.body);
  return out;
}

}  // namespace sluice::messages
