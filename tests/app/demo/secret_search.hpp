#pragma once
/// Looks for secrets in what a run has left behind, in the forms in which programs spill them: raw,
/// as hexadecimal digits, and in base64, wherever in a longer text it begins.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::test {

class secret_search {
 public:
  /// `name`: what is told when it is found; the secret itself is not.
  void look_for(const std::string& name, std::string_view raw);

  /// "shop's key in the log/000042.log" for each that is there.
  [[nodiscard]] std::vector<std::string> found_in(const std::string& where,
                                                  std::string_view bytes) const;
  /// Every file below.
  [[nodiscard]] std::vector<std::string> found_below(const std::filesystem::path& folder) const;

 private:
  struct needle {
    std::string name;
    std::string form;
  };
  std::vector<needle> needles_;
};

}  // namespace sluice::test
