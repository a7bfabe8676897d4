#include "activator_mock/provisioning_store.hpp"

#include <array>
#include <cassert>
#include <utility>

#include <fmt/format.h>

#include "activator_mock/default_templates.hpp"
#include "activator_mock/disk.hpp"
#include "activator_mock/path_component.hpp"
#include "activator_mock/sample_image.hpp"

namespace activator {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 6> placeholders = {"mac",    "user",      "password",
                                                          "server", "extension", "reseller"};

// A coherent pair of the time: SIP 3.1 with a bootROM that starts it.
constexpr std::string_view bootrom_version = "4.1.4.0122", sip_version = "3.1.3.0439";

void write_if_missing(const fs::path& file, const auto& make_text) {
  if (!fs::exists(file)) replace_file(file, make_text(), false);
}

std::string describe(const fs::path& file, const TemplateMistake& mistake) {
  return fmt::format("{}:{}:{}: error: {}\n", file.string(), mistake.line, mistake.column, mistake.problem);
}

}  // namespace

ProvisioningStore::ProvisioningStore(fs::path root, StoreOptions options)
    : root_(std::move(root)),
      templates_directory_(root_ / "PhoneProvisioning/cfg_templates/default"),
      cfgs_directory_(root_ / "PhoneProvisioning/cfgs/TeleWare"),
      options_(options) {
  fs::create_directories(templates_directory_);
  fs::create_directories(cfgs_directory_);
  fill_templates();
  read_templates();
  read_shared();
  find_directories();
}

void ProvisioningStore::fill_templates() const {
  for (const auto& file : default_templates()) {
    write_if_missing(templates_directory_ / file.name, [&] { return file.text; });
  }
  const SampleImage bootrom{"bootrom", bootrom_version, options_.bootrom_size};
  const SampleImage sip{"sip", sip_version, options_.sip_size};
  write_if_missing(templates_directory_ / "bootrom.ld", [&] { return sample_image(bootrom); });
  write_if_missing(templates_directory_ / "sip.ld", [&] { return sample_image(sip); });
}

void ProvisioningStore::read_templates() {
  struct Source {
    std::string_view file, before_mac, after_mac;
    bool named_by_mac;
  };
  constexpr Source sources[] = {
      {template_file::master, "", ".cfg", true},
      {template_file::phone, "phone-", ".cfg", true},
      {template_file::phone1, "phone1.cfg", "", false},
      {template_file::sip, "sip.cfg", "", false},
  };
  std::string mistakes;
  for (const auto& source : sources) {
    const auto file = templates_directory_ / source.file;
    const auto text = read_file(file);
    if (!text) {
      mistakes += file.string() + ":1:1: error: is not a regular file\n";
      continue;
    }
    auto parsed = TextTemplate::parse(*text, placeholders);
    if (const auto* wrong = std::get_if<std::vector<TemplateMistake>>(&parsed)) {
      for (const auto& mistake : *wrong) mistakes += describe(file, mistake);
    } else {
      templates_.push_back({std::get<TextTemplate>(std::move(parsed)), std::string(source.before_mac),
                            std::string(source.after_mac), source.named_by_mac});
    }
  }
  if (!mistakes.empty()) throw BadTemplates(mistakes);
}

void ProvisioningStore::read_shared() {
  for (const auto& entry : fs::directory_iterator(templates_directory_)) {
    const auto name = entry.path().filename().string();
    if (!name.ends_with(".ld") && name != fallback_master) continue;
    if (auto text = read_file(entry.path())) shared_.emplace(name, std::move(*text));
  }
}

void ProvisioningStore::find_directories() {
  for (const auto& reseller : fs::directory_iterator(cfgs_directory_)) {
    if (!reseller.is_directory() || reseller.is_symlink()) continue;
    for (const auto& entry : fs::directory_iterator(reseller)) {
      const auto name = entry.path().filename().string();
      if (name.starts_with('.') && (name.ends_with(".new") || name.ends_with(".old"))) {
        fs::remove_all(entry.path());  // what a killed run was making, or had just replaced
      } else if (const auto mac = net::MacAddress::parse(name); mac && config_stem(*mac) == name) {
        found_directory(*mac, entry.path());
      }
    }
  }
}

// Killed between making a directory under a new reseller and removing the old one, a run leaves two: the younger is
// it.
void ProvisioningStore::found_directory(net::MacAddress mac, const fs::path& directory) {
  const auto [known, added] = directories_.emplace(mac, directory);
  if (added) return;
  const bool younger = fs::last_write_time(directory) > fs::last_write_time(known->second);
  fs::remove_all(younger ? known->second : directory);
  if (younger) known->second = directory;
}

ProvisioningStore::Made ProvisioningStore::make(net::MacAddress mac, const Account& account) {
  const auto stem = config_stem(mac);
  const auto parent = cfgs_directory_ / safe_component(account.reseller);
  fs::create_directories(parent);

  const std::array<std::string_view, placeholders.size()> values = {
      stem, account.user, account.password, account.server, account.extension, account.reseller};
  const auto target = parent / stem;
  const auto older = directories_.find(mac);
  StagedDirectory staged(parent / ("." + stem + ".new"), options_.durable);
  for (const auto& file : templates_) {
    const auto& middle = file.named_by_mac ? stem : "";
    staged.write(file.before_mac + middle + file.after_mac, file.text.render(values));
  }
  if (older != directories_.end()) staged.carry_over(older->second);
  staged.publish(target);

  const auto moved_from = older != directories_.end() && older->second != target ? older->second : fs::path();
  directories_.insert_or_assign(mac, target);
  if (!moved_from.empty()) fs::remove_all(moved_from);
  return {target.lexically_relative(root_).string(), static_cast<int>(templates_.size())};
}

std::optional<std::string> ProvisioningStore::read(net::MacAddress mac, std::string_view name) const {
  assert(name.find('/') == std::string_view::npos);
  const auto directory = directories_.find(mac);
  if (directory == directories_.end()) return std::nullopt;
  return read_file(directory->second / name);
}

const std::string* ProvisioningStore::shared(std::string_view name) const {
  std::string spelled(name);
  if (spelled.ends_with(".id"))
    spelled.replace(spelled.size() - 2, 2, "ld");  // l read as i, in print and by people
  const auto found = shared_.find(spelled);
  return found != shared_.end() ? &found->second : nullptr;
}

ProvisioningStore::Uploaded ProvisioningStore::upload(net::MacAddress mac, std::string_view name,
                                                      std::string_view text) {
  assert(name.find('/') == std::string_view::npos);
  const auto directory = directories_.find(mac);
  if (directory == directories_.end() || !fs::is_directory(directory->second)) return Uploaded::no_directory;
  const auto file = directory->second / name;
  const bool replaces = fs::exists(file);
  replace_file(file, text, options_.durable);
  return replaces ? Uploaded::replaced : Uploaded::made;
}

}  // namespace activator
