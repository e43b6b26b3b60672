#pragma once
/// What every workload of `sluice bench` hands back: figures of several runs, and how they are
/// shown. The workloads make them; `sluice bench` prints them.

#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "bench/load/machine_facts.hpp"

namespace sluice::bench {

/// One figure of one run.
struct measured {
  std::string name;   ///< in JSON: "orders_per_second"
  std::string label;  ///< in the table
  std::string unit;
  int digits;  ///< after the point, in the table
  double value;
};
/// Every run of a workload gives the same figures in the same order.
using run_figures = std::vector<measured>;

/// A sentence for a person: why it could not be measured.
using problem = std::string;

struct figure {
  measured what;  ///< value: the median
  double least = 0;
  double most = 0;
  std::vector<double> runs;
};

/// Something that must be so, and whether it is.
struct criterion {
  std::string name;    ///< in JSON: "memory_flat"
  std::string label;   ///< in the table: "memory: the last half's most ÷ seconds 5 to 15"
  std::string target;  ///< "at most 1.15"
  double value = 0;    ///< what was seen
  int digits = 0;      ///< after the point, in the table
  bool met = false;
};

/// How a figure went from second to second; in JSON only.
struct series {
  std::string name;
  std::vector<double> values;
};

/// What was done, for people and to do it again.
struct report {
  std::string workload;  ///< the subcommand
  std::string sentence;
  std::vector<std::pair<std::string, std::string>> parameters;
  std::vector<figure> figures;
  std::vector<std::string> notes;  ///< what a reader must know to judge the figures
  std::vector<criterion> criteria{};  ///< most workloads have none: they only measure
  std::vector<series> over_time{};
};

[[nodiscard]] bool meets_all(const report& r);

using one_run = std::function<std::variant<run_figures, problem>(std::uint32_t run)>;

/// Calls `run` with 1, 2, … and sums up: median, least and most of each figure.
[[nodiscard]] std::variant<std::vector<figure>, problem> figures_of(std::uint32_t runs,
                                                                    const one_run& run);

/// What this program is; filled by the command line from `sluice version`'s facts.
struct build_facts {
  std::string commit;
  std::string compiler;
  std::string build_type;
};

[[nodiscard]] std::string table_of(const report& r, const machine_facts& on, const build_facts& of);
/// One line.
[[nodiscard]] std::string json_of(const report& r, const machine_facts& on, const build_facts& of);

}  // namespace sluice::bench
