#include "phones/model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

namespace phones {
namespace {

// The models we know: adding one is adding a row (README.md).
std::vector<Model> all_models() {
  std::vector<Model> all;
  Model& ip450 = all.emplace_back();
  ip450.name = "SoundPoint IP 450";
  ip450.token = "SPIP_450";
  ip450.part_number = "2345-12450-001";
  ip450.bootrom = {"4.1.2.0037", "15-Sep-08 12:00"};
  ip450.application = {"3.1.2.0392", "10-Feb-09 12:00"};
  return all;
}

void append(net::Bytes& out, std::uint8_t code, std::string_view text) {
  assert(text.size() < 256);
  out.push_back(code);
  out.push_back(static_cast<std::uint8_t>(text.size()));
  out.insert(out.end(), text.begin(), text.end());
}

}  // namespace

std::string_view to_string(Phase phase) { return phase == Phase::bootrom ? "bootrom" : "application"; }

std::span<const Model> models() {
  static const std::vector<Model> all = all_models();
  return all;
}

const Model* find_model(std::string_view name) {
  const auto all = models();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Model& model) { return model.name == name; });
  return found != all.end() ? &*found : nullptr;
}

net::Bytes vendor_class(const Model& model, Phase phase) {
  const auto bootrom = fmt::format("BR/{}/{}", model.bootrom.version, model.bootrom.build_date);
  const auto application = fmt::format("SIP/{}/{}", model.application.version, model.application.build_date);
  net::Bytes sub_options;
  append(sub_options, 1, "Polycom");
  append(sub_options, 2, fmt::format("{}-{}", model.product, model.token));
  append(sub_options, 3, fmt::format("{},{}", model.part_number, model.hardware_revision));
  append(sub_options, 4, phase == Phase::bootrom ? bootrom : application);
  append(sub_options, 5, bootrom);

  net::Bytes option{0x00, 0x00, 0x36, 0x3d};  // enterprise 13885, Polycom
  option.push_back(static_cast<std::uint8_t>(sub_options.size()));
  option.insert(option.end(), sub_options.begin(), sub_options.end());
  return option;
}

std::string user_agent(const Model& model, Phase phase) {
  const auto& program = phase == Phase::bootrom ? model.bootrom : model.application;
  return fmt::format("FileTransport Polycom{}-{}-UA/{}", model.product, model.token, program.version);
}

}  // namespace phones
