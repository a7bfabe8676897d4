#include "phones/boot_files.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace phones {
namespace {

// images/sip.ld becomes images/2345-12450-001.sip.ld: the handset itself puts its part number before the base name.
FileNames image(const Model& model, const std::string& plain) {
  if (!model.split_images) return {plain};
  const auto base = plain.rfind('/') + 1;  // npos + 1 is 0
  return {fmt::format("{}{}.{}", plain.substr(0, base), model.part_number, plain.substr(base)), plain};
}

FileNames master_names(net::MacAddress mac, const BootServer& server) {
  FileNames names;
  if (!server.master_file.empty()) names.push_back(server.master_file);
  for (auto name : {net::config_stem(mac) + ".cfg", std::string("000000000000.cfg")}) {
    if (name != server.master_file) names.push_back(std::move(name));
  }
  return names;
}

std::vector<FileNames> one_name_each(const std::vector<std::string>& names) {
  std::vector<FileNames> files;
  files.reserve(names.size());
  for (const auto& name : names) files.push_back({name});
  return files;
}

}  // namespace

std::vector<FileNames> files_of(BootFile item, const Model& model, net::MacAddress mac, const BootServer& server,
                                const MasterFile& master) {
  const auto own = [&](std::string_view ending) { return FileNames{net::config_stem(mac) + std::string(ending)}; };
  switch (item) {
    case BootFile::bootrom_image: return {image(model, "bootrom.ld")};
    case BootFile::master: return {master_names(mac, server)};
    case BootFile::application_image:
      return master.app_file_path.empty() ? std::vector<FileNames>{}
                                          : std::vector<FileNames>{image(model, master.app_file_path)};
    case BootFile::config_files: return one_name_each(master.config_files);
    case BootFile::directory: return {own("-directory.xml")};
    case BootFile::overrides: return {own("-phone.cfg")};
    case BootFile::resources: return one_name_each(model.resources);
    case BootFile::boot_log: return {own("-boot.log")};
    case BootFile::app_log: return {own("-app.log")};
  }
  return {};
}

bool is_image(BootFile item) { return item == BootFile::bootrom_image || item == BootFile::application_image; }

bool is_upload(BootFile item) { return item == BootFile::boot_log || item == BootFile::app_log; }

bool is_usable_name(std::string_view name) {
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return c > ' ' && c < '\x7f' && c != '\\' && c != '?' && c != '#' && c != '%';
  });
  return plain && !name.empty() && name.find("://") == std::string_view::npos;
}

std::string log_line(net::Duration since_start, std::string_view component, int level, std::string_view text) {
  const auto milliseconds = since_start / 1ms;
  const auto seconds = milliseconds / 1000;
  return fmt::format("{:02}{:02}{:02}.{:03}|{:<5}|{}|00|{}\n", seconds / 3600, seconds / 60 % 60, seconds % 60,
                     milliseconds % 1000, component, level, text);
}

}  // namespace phones
