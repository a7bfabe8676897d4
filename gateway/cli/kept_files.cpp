#include "gateway/cli/kept_files.hpp"

#include "gateway/cli/atomic_file.hpp"

namespace gateway {

std::function<std::string(std::string_view)> saving_to(const std::string& file) {
  if (file.empty()) return {};
  return [file](std::string_view text) {
    replace_file(file, text, Previous::kept_beside);
    return file;
  };
}

std::function<std::string(std::string_view, net::BytesView)> keeping_in(const std::filesystem::path& folder) {
  if (folder.empty()) return {};
  return [folder](std::string_view name, net::BytesView content) {
    std::filesystem::create_directories(folder);
    const auto file = folder / name;
    replace_file(file, net::as_text(content), Previous::lost);
    return file.string();
  };
}

}  // namespace gateway
