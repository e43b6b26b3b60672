#include "actors/figures/kept_figures.hpp"

#include <charconv>
#include <sstream>

namespace sluice {
namespace {

constexpr std::string_view link_word = "link", calls_word = "c", paid_word = "p";

/// Eight days of all links are some hundred thousand lines: no streams here.
template <class Number>
void put(std::string& text, Number n) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), n).ptr;
  text += ' ';
  text.append(digits.data(), end);
}

void put(std::string& text, const figures::paid_counts& from) {
  put(text, from.orders);
  for (const auto sum : from.minor) put(text, sum);
  text += '\n';
}

void put(std::string& text, const figures::call_counts& from) {
  for (const auto n : from.results) put(text, n);
  put(text, from.took_ms);
  for (const auto n : from.took) put(text, n);
  text += '\n';
}

bool get(std::istream& in, figures::paid_counts& into) {
  in >> into.orders;
  for (auto& sum : into.minor) in >> sum;
  return static_cast<bool>(in);
}

bool get(std::istream& in, figures::call_counts& into) {
  for (auto& n : into.results) in >> n;
  in >> into.took_ms;
  for (auto& n : into.took) in >> n;
  return static_cast<bool>(in);
}

template <class Slots>
bool get_slot(std::istream& in, Slots& into) {
  typename Slots::value_type s;
  if (!(in >> s.number) || !get(in, s.counted)) return false;
  into.push_back(s);
  return true;
}

}  // namespace

void write_to(std::string& text, const std::map<figures::link, link_figures::kept>& all) {
  const auto put_slots = [&](std::string_view word, const auto& slots) {
    for (const auto& s : slots) {
      text += word;
      put(text, s.number);
      put(text, s.counted);
    }
  };
  for (const auto& [of, k] : all) {
    text.append(link_word).append(1, ' ').append(of.channel.value()).append(1, ' ');
    text.append(name_of(of.type));
    put(text, k.paid_in_all);
    put_slots(calls_word, k.calls);
    put_slots(paid_word, k.paid);
  }
}

bool kept_figures_reader::read(const std::string& line) {
  std::istringstream in(line);
  std::string word;
  in >> word;
  if (word == link_word) {
    std::string channel, type;
    in >> channel >> type;
    const auto known = business_type_from_name(type);
    if (!in || !known) return false;
    current_ = &all_[{channel_id{channel}, *known}];
    return get(in, current_->paid_in_all);
  }
  if (current_ == nullptr) return false;
  if (word == calls_word) return get_slot(in, current_->calls);
  return word == paid_word && get_slot(in, current_->paid);
}

}  // namespace sluice
