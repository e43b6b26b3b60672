#include "bench/load/report.hpp"

#include <algorithm>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

namespace sluice::bench {
namespace {

double median_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

std::string number(double value, int digits) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(digits) << value;
  auto text = out.str();
  const auto point = std::min(text.find('.'), text.size());
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  for (auto at = point; at > first + 3;) text.insert(at -= 3, ",");
  return text;
}

figure summed_up(const std::vector<run_figures>& runs, std::size_t which) {
  figure out{.what = runs.front()[which], .runs = {}};
  out.runs.reserve(runs.size());
  for (const auto& run : runs) out.runs.push_back(run[which].value);
  const auto [least, most] = std::minmax_element(out.runs.begin(), out.runs.end());
  out.least = *least;
  out.most = *most;
  out.what.value = median_of(out.runs);
  return out;
}

nlohmann::ordered_json figures_as_json(const std::vector<figure>& figures) {
  nlohmann::ordered_json out = nlohmann::ordered_json::object();
  for (const auto& f : figures)
    out[f.what.name] = {
        {"median", f.what.value},
        {"min", f.least},
        {"max", f.most},
        {"unit", f.what.unit},
        {"runs", f.runs}};
  return out;
}

nlohmann::ordered_json criteria_as_json(const std::vector<criterion>& criteria) {
  nlohmann::ordered_json out = nlohmann::ordered_json::object();
  for (const auto& c : criteria)
    out[c.name] = {{"value", c.value}, {"target", c.target}, {"met", c.met}};
  return out;
}

void write_criteria(std::ostream& out, const std::vector<criterion>& criteria) {
  for (const auto& c : criteria)
    out << "  " << std::left << std::setw(8) << (c.met ? "met" : "NOT MET") << c.label << ": "
        << number(c.value, c.digits) << " (" << c.target << ")\n";
  if (!criteria.empty()) out << '\n';
}

}  // namespace

bool meets_all(const report& r) {
  return std::all_of(r.criteria.begin(), r.criteria.end(), [](const auto& c) { return c.met; });
}

std::variant<std::vector<figure>, problem> figures_of(std::uint32_t runs, const one_run& run) {
  std::vector<run_figures> all;
  all.reserve(runs);
  for (std::uint32_t i = 1; i <= runs; ++i) {
    auto outcome = run(i);
    if (auto* no = std::get_if<problem>(&outcome)) return std::move(*no);
    all.push_back(std::move(std::get<run_figures>(outcome)));
  }
  std::vector<figure> out;
  out.reserve(all.front().size());
  for (std::size_t i = 0; i < all.front().size(); ++i) out.push_back(summed_up(all, i));
  return out;
}

std::string table_of(const report& r, const machine_facts& on, const build_facts& of) {
  std::ostringstream out;
  out << r.sentence << '\n';
  const auto runs = r.figures.empty() ? 0 : r.figures.front().runs.size();
  out << (runs == 1 ? "one run" : "median of " + std::to_string(runs) + " runs [least - most]")
      << "\n\n";
  for (const auto& f : r.figures) {
    out << "  " << std::left << std::setw(42) << f.what.label << std::right << std::setw(14)
        << number(f.what.value, f.what.digits);
    if (runs > 1)
      out << ' ' << std::left << std::setw(3) << f.what.unit << "  ["
          << number(f.least, f.what.digits) << " - " << number(f.most, f.what.digits) << ']';
    else if (!f.what.unit.empty())
      out << ' ' << f.what.unit;
    out << '\n';
  }
  out << '\n';
  write_criteria(out, r.criteria);
  for (const auto& note : r.notes) out << "  " << note << '\n';
  out << "  machine: " << on.cores << " cores of " << on.cpu_model << ", "
      << on.memory_bytes / (1ULL << 30) << " GiB, " << on.kernel << '\n'
      << "  build: " << (of.commit.empty() ? "unknown commit" : "commit " + of.commit) << ", "
      << of.compiler << ", " << of.build_type << '\n';
  return out.str();
}

std::string json_of(const report& r, const machine_facts& on, const build_facts& of) {
  nlohmann::ordered_json parameters = nlohmann::ordered_json::object();
  for (const auto& [name, value] : r.parameters) parameters[name] = value;
  nlohmann::ordered_json out{
      {"workload", r.workload},
      {"parameters", parameters},
      {"figures", figures_as_json(r.figures)},
      {"notes", r.notes},
      {"machine",
       {{"cores", on.cores},
        {"cpu", on.cpu_model},
        {"memory_bytes", on.memory_bytes},
        {"kernel", on.kernel}}},
      {"build", {{"commit", of.commit}, {"compiler", of.compiler}, {"build_type", of.build_type}}}};
  if (!r.criteria.empty()) out["criteria"] = criteria_as_json(r.criteria);
  for (const auto& s : r.over_time) out["over_time"][s.name] = s.values;
  return out.dump();
}

}  // namespace sluice::bench
