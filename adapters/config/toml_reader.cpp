#include "adapters/config/toml_reader.hpp"

#include <algorithm>

#include "adapters/config/units.hpp"
#include "base/nearest_word.hpp"
#include "domain/ids.hpp"

namespace sluice {
namespace {

std::string_view kind_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::none: return "nothing";
    case toml::node_type::table: return "a table";
    case toml::node_type::array: return "a list";
    case toml::node_type::string: return "text";
    case toml::node_type::integer: return "a whole number";
    case toml::node_type::floating_point: return "a number with a fraction";
    case toml::node_type::boolean: return "true or false";
    case toml::node_type::date: return "a date";
    case toml::node_type::time: return "a time";
    case toml::node_type::date_time: return "a date and time";
  }
  return "something else";
}

std::string in_quotes(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + in_quotes(name);
  return out.empty() ? "none is known" : out;
}

std::string with_suggestion(std::string_view mistyped, const std::vector<std::string>& known,
                            std::string what) {
  if (const auto meant = nearest_word(mistyped, known))
    what += "; did you mean " + in_quotes(*meant) + '?';
  return what;
}

std::string duration_rule(millis least, millis most) {
  return "a duration from " + to_text(least) + " to " + to_text(most) + ", such as \"10s\"";
}

}  // namespace

toml_reader::toml_reader(const toml::table& table, std::string path, reading& shared)
    : table_(&table), path_(std::move(path)), shared_(&shared) {}

std::uint32_t toml_reader::line() const { return table_->source().begin.line; }

bool toml_reader::has(std::string_view key) const { return table_->contains(key); }

const toml::node* toml_reader::find(std::string_view key) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.emplace_back(key);
  return table_->get(key);
}

// -- values -------------------------------------------------------------------------------

bool toml_reader::text(std::string_view key, std::string& into) {
  const auto* const node = find(key);
  if (node == nullptr) return false;
  const auto value = node->value_exact<std::string>();
  if (value)
    into = *value;
  else
    wrong_type(*node, key, "text in quotes");
  return value.has_value();
}

void toml_reader::text(std::string_view key, secret& into) {
  std::string written;
  if (!text(key, written) || written.empty()) return;
  auto found = find_secret(written, shared_->file, shared_->secrets);
  if (auto* no = std::get_if<secret_fault>(&found))
    complain(key, std::move(no->what), std::move(no->allowed));
  else
    into = std::get<secret>(std::move(found));
}

void toml_reader::flag(std::string_view key, bool& into) {
  const auto* const node = find(key);
  if (node == nullptr) return;
  if (const auto value = node->value_exact<bool>())
    into = *value;
  else
    wrong_type(*node, key, "true or false");
}

std::optional<std::int64_t> toml_reader::whole_number(std::string_view key, std::int64_t least,
                                                      std::int64_t most) {
  const auto* const node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto rule = "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
  const auto value = node->value_exact<std::int64_t>();
  if (!value)
    wrong_type(*node, key, rule);
  else if (*value < least || *value > most)
    complain(key, std::to_string(*value) + " is out of range", rule);
  else
    return value;
  return std::nullopt;
}

std::optional<millis> toml_reader::duration_in(const toml::node& node, std::string_view key,
                                               millis least, millis most) {
  const auto& source = node.source().begin;
  const auto written = node.value_exact<std::string>();
  if (!written) {
    wrong_type(node, key, duration_rule(least, most));
    return std::nullopt;
  }
  const auto value = duration_from_text(*written);
  if (value && *value >= least && *value <= most) return value;
  const auto* const fault =
      !value           ? " is not a duration"
      : *value < least ? " is too short"
                       : " is too long";
  complain_at(source.line, source.column, key, in_quotes(*written) + fault,
              duration_rule(least, most) + " (units: ms, s, m, h, d)");
  return std::nullopt;
}

void toml_reader::duration(std::string_view key, millis& into, millis least, millis most) {
  const auto* const node = find(key);
  if (node == nullptr) return;
  if (const auto value = duration_in(*node, key, least, most)) into = *value;
}

void toml_reader::durations(std::string_view key, std::vector<millis>& into, millis least,
                            millis most) {
  const auto* const node = find(key);
  if (node == nullptr) return;
  const auto* const list = node->as_array();
  if (list == nullptr) {
    wrong_type(*node, key, "a list of durations, such as [\"5s\", \"10s\"]");
    return;
  }
  std::vector<millis> values;
  for (const auto& element : *list)
    if (const auto value = duration_in(element, key, least, most)) values.push_back(*value);
  if (values.size() == list->size()) into = std::move(values);
}

void toml_reader::bytes(std::string_view key, std::uint64_t& into, std::uint64_t least,
                        std::uint64_t most) {
  const auto* const node = find(key);
  if (node == nullptr) return;
  const auto rule =
      "a size from " + bytes_to_text(least) + " to " + bytes_to_text(most) + ", such as \"256MiB\"";
  const auto written = node->value_exact<std::string>();
  if (!written) {
    wrong_type(*node, key, rule);
    return;
  }
  const auto value = bytes_from_text(*written);
  if (value && *value >= least && *value <= most)
    into = *value;
  else
    complain(key, in_quotes(*written) + (value ? " is out of range" : " is not a size"),
             rule + " (units: B, KiB, MiB, GiB)");
}

std::optional<std::string> toml_reader::name_in(const toml::node& node, std::string_view key,
                                                const choice& allowed) {
  auto written = node.value_exact<std::string>();
  if (!written) {
    wrong_type(node, key, listed(allowed.names));
    return std::nullopt;
  }
  if (std::find(allowed.names.begin(), allowed.names.end(), *written) != allowed.names.end())
    return written;
  const auto& source = node.source().begin;
  complain_at(source.line, source.column, key,
              with_suggestion(*written, allowed.names,
                              in_quotes(*written) + " is not a known " + std::string(allowed.what)),
              listed(allowed.names));
  return std::nullopt;
}

std::optional<std::string> toml_reader::one_of(std::string_view key, const choice& allowed) {
  const auto* const node = find(key);
  return node == nullptr ? std::nullopt : name_in(*node, key, allowed);
}

std::vector<std::string> toml_reader::some_of(std::string_view key, const choice& allowed) {
  const auto* const node = find(key);
  if (node == nullptr) return {};
  const auto* const list = node->as_array();
  if (list == nullptr || list->empty()) {
    const auto rule = "a list of at least one of " + listed(allowed.names);
    if (list == nullptr)
      wrong_type(*node, key, rule);
    else
      complain(key, "the list is empty", rule);
    return {};
  }
  std::vector<std::string> names;
  for (const auto& element : *list) {
    const auto name = name_in(element, key, allowed);
    if (!name) continue;
    if (std::find(names.begin(), names.end(), *name) != names.end()) {
      const auto& source = element.source().begin;
      complain_at(source.line, source.column, key, in_quotes(*name) + " is listed twice",
                  "each " + std::string(allowed.what) + " once");
    } else {
      names.push_back(*name);
    }
  }
  return names;
}

// -- tables -------------------------------------------------------------------------------

std::optional<toml_reader> toml_reader::table(std::string_view key) {
  const auto* const node = find(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* const inner = node->as_table()) {
    const auto prefix = path_.empty() ? std::string() : path_ + '.';
    return toml_reader(*inner, prefix + std::string(key), *shared_);
  }
  wrong_type(*node, key, "a table");
  return std::nullopt;
}

std::vector<toml_reader::named> toml_reader::all_tables() {
  std::vector<named> found;
  for (const auto& [key, node] : *table_)
    if (auto inner = table(key.str())) found.push_back({std::string(key.str()), *std::move(inner)});
  return found;
}

std::vector<toml_reader::named> toml_reader::named_tables(std::string_view name_kind) {
  for (const auto& [key, node] : *table_) check_name_of(key, name_kind);
  return all_tables();
}

std::vector<toml_reader::named> toml_reader::tables_called(const text_check& fault_of,
                                                           const std::string& allowed) {
  for (const auto& [key, node] : *table_) {
    const auto fault = fault_of(std::string(key.str()));
    const auto& source = key.source().begin;
    if (!fault.empty())
      complain_at(
          source.line, source.column, key.str(), in_quotes(key.str()) + ' ' + fault, allowed);
  }
  return all_tables();
}

void toml_reader::check_name_of(const toml::key& key, std::string_view name_kind) {
  const auto& source = key.source().begin;
  if (!is_name(key.str()))
    complain_at(source.line, source.column, key.str(),
                in_quotes(key.str()) + " cannot be the name of a " + std::string(name_kind),
                std::string(name_rule));
}

std::vector<std::pair<std::string, std::string>> toml_reader::named_texts(
    std::string_view name_kind) {
  std::vector<std::pair<std::string, std::string>> found;
  for (const auto& [key, node] : *table_) {
    check_name_of(key, name_kind);
    std::string written;
    text(key.str(), written);
    if (!written.empty()) found.emplace_back(key.str(), std::move(written));
  }
  return found;
}

std::vector<std::string> toml_reader::texts(std::string_view key, const text_check& fault_of,
                                            const std::string& allowed) {
  const auto* const node = find(key);
  if (node == nullptr) return {};
  const auto* const list = node->as_array();
  if (list == nullptr) {
    wrong_type(*node, key, allowed);
    return {};
  }
  std::vector<std::string> out;
  for (const auto& element : *list) {
    const auto written = element.value_exact<std::string>();
    const auto fault =
        !written ? "is " + std::string(kind_of(element))
        : std::find(out.begin(), out.end(), *written) != out.end()
            ? "is listed twice"
            : fault_of(*written);
    const auto& source = element.source().begin;
    if (fault.empty())
      out.push_back(*written);
    else
      complain_at(source.line, source.column, key,
                  (written ? in_quotes(*written) : "an element") + ' ' + fault, allowed);
  }
  return out;
}

std::vector<std::string> toml_reader::words(std::string_view key, const std::string& allowed) {
  const auto* const node = find(key);
  if (node == nullptr) return {};
  std::vector<std::string> out;
  if (const auto* const list = node->as_array())
    for (const auto& element : *list)
      out.push_back(element.value_exact<std::string>().value_or(""));
  if (out.empty() || std::find(out.begin(), out.end(), "") != out.end())
    complain(key, "is no list of words", allowed);
  return out;
}

/// Nothing is said of a value that is written out, only that it is.
void toml_reader::secrets(std::string_view key, const secret_check& take,
                          const std::string& allowed) {
  const auto* const node = find(key);
  if (node == nullptr) return;
  const auto* const list = node->as_array();
  if (list == nullptr) return wrong_type(*node, key, allowed);
  std::vector<std::string> seen;
  for (const auto& element : *list) {
    const auto written = element.value_exact<std::string>();
    secret_fault fault{"a secret does not stand in this file", R"("env:NAME" or "file:PATH")"};
    if (written && is_kept_elsewhere(*written)) {
      const bool is_twice = std::find(seen.begin(), seen.end(), *written) != seen.end();
      fault = is_twice ? secret_fault{in_quotes(*written) + " is listed twice", allowed}
                       : fault_of_secret(*written, take, allowed);
      seen.push_back(*written);
    }
    const auto& source = element.source().begin;
    if (!fault.what.empty())
      complain_at(source.line, source.column, key, std::move(fault.what), std::move(fault.allowed));
  }
}

/// Without words: there is none.
secret_fault toml_reader::fault_of_secret(const std::string& written, const secret_check& take,
                                          const std::string& allowed) const {
  auto found = find_secret(written, shared_->file, shared_->secrets);
  if (auto* no = std::get_if<secret_fault>(&found)) return std::move(*no);
  const auto what = take(std::get<secret>(found));
  return what.empty() ? secret_fault{} : secret_fault{in_quotes(written) + ' ' + what, allowed};
}

// -- faults -------------------------------------------------------------------------------

void toml_reader::complain_at(std::uint32_t line, std::uint32_t column, std::string_view key,
                              std::string what, std::string allowed) {
  sound_ = false;
  auto full = path_.empty() || key.empty() ? path_ : path_ + '.';
  full += key;
  shared_->problems.push_back(
      {.file = shared_->file,
       .line = std::max(line, 1U),
       .column = std::max(column, 1U),
       .key = std::move(full),
       .what = std::move(what),
       .allowed = std::move(allowed)});
}

void toml_reader::complain(std::string_view key, std::string what, std::string allowed) {
  const auto* const node = table_->get(key);
  const auto& source = (node != nullptr ? *node : *table_).source().begin;
  complain_at(source.line, source.column, key, std::move(what), std::move(allowed));
}

void toml_reader::wrong_type(const toml::node& node, std::string_view key, std::string allowed) {
  const auto& source = node.source().begin;
  complain_at(source.line, source.column, key, "the value is " + std::string(kind_of(node)),
              std::move(allowed));
}

bool toml_reader::require(std::string_view key, std::string allowed) {
  if (find(key) != nullptr) return true;
  complain(key, "is missing", std::move(allowed));
  return false;
}

void toml_reader::finish() {
  for (const auto& [key, node] : *table_) {
    if (std::find(known_.begin(), known_.end(), key.str()) != known_.end()) continue;
    const auto& source = key.source().begin;
    complain_at(source.line, source.column, key.str(),
                with_suggestion(key.str(), known_, "unknown key"), listed(known_));
  }
}

}  // namespace sluice
