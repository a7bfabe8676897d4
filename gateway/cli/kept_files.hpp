#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "net/bytes.hpp"

namespace gateway {

// Writes the configuration file and returns its name; the one before is kept beside it. Empty without a file.
std::function<std::string(std::string_view text)> saving_to(const std::string& file);

// Keeps what was fetched in a folder, which is made for the first file, and returns where. Empty without a folder.
std::function<std::string(std::string_view name, net::BytesView content)> keeping_in(
    const std::filesystem::path& folder);

}  // namespace gateway
