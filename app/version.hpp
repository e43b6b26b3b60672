#pragma once
/// What this program is made of, as found when it was configured, and the commit that was built.
/// For version, serve's first line and the NATS service's version.

#include <array>
#include <string_view>
#include <utility>

namespace sluice::app {

struct version_facts {
  std::string_view version;  ///< "0.1.0"
  std::string_view commit;   ///< empty: not built from a git tree
  std::string_view compiler;
  std::string_view build_type;
  std::array<std::pair<std::string_view, std::string_view>, 14> libraries;
};

[[nodiscard]] const version_facts& version_info() noexcept;

}  // namespace sluice::app
