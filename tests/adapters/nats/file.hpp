#pragma once
/// A file and a folder for the time of a test.

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace sluice::testing {

class folder {
 public:
  explicit folder(const std::string& called)
      : path_(
            (std::filesystem::temp_directory_path() / ("sluice-" + called + "-XXXXXX")).string()) {
    if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no temporary folder");
  }
  ~folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  folder(const folder&) = delete;
  folder& operator=(const folder&) = delete;
  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
};

class file {
 public:
  file(const std::string& called, const std::string& text)
      : in_("test"), path_(in_.path() + '/' + called) {
    write(text);
  }
  void write(const std::string& text) const { std::ofstream(path_) << text; }
  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  folder in_;
  std::string path_;
};

}  // namespace sluice::testing
