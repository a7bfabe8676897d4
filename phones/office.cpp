#include "phones/office.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "net/dns_message.hpp"

namespace phones {
namespace {

namespace option = net::dhcp_option;
constexpr net::MacAddress handset_mac({0x00, 0x04, 0xf2, 0x1a, 0x24, 0x57});
constexpr net::MacAddress server_mac({0x02, 0, 0, 0, 0, 1});
constexpr net::Ipv4Address server_address(192, 168, 100, 1), offered(192, 168, 100, 100);

const std::map<std::string, std::string> usual_files{
    {"bootrom.ld", std::string(100'000, 'b')},
    {"sip.ld", std::string(100'000, 's')},
    {"0004f21a2457.cfg",
     R"(<APPLICATION APP_FILE_PATH="sip.ld" CONFIG_FILES="phone-[PHONE_MAC_ADDRESS].cfg, phone1.cfg, sip.cfg"/>)"},
    {"phone-0004f21a2457.cfg",
     R"(<p reg.1.auth.userId="2001" reg.1.auth.password="s3cret" reg.1.server.1.address="10.0.0.5"/>)"},
    {"phone1.cfg", "<phone1/>"},
    {"sip.cfg", "<sip>" + std::string(50'000, ' ') + "</sip>"}};

// "/phoneprovisioning/17/sip.cfg" is number 17's sip.cfg.
std::pair<std::string, std::string> number_and_file(const std::string& target) {
  const auto slash = target.rfind('/');
  const auto before = target.rfind('/', slash - 1);
  return {target.substr(before + 1, slash - before - 1), target.substr(slash + 1)};
}

}  // namespace

Office::Office()
    : files(usual_files),
      journal_([this] { return loop.now(); }),
      cable_(loop),
      server_(loop, cable_.right(), server_mac, net::Chance(7)),
      http_(loop, {{"GET", "/", [this](const auto& request, auto respond) { answer(request, respond); }},
                   {"PUT", "/", [this](const auto& request, auto respond) { answer(request, respond); }}}),
      witness_(cable_.left(), frames),
      handset({"lobby", handset_mac, *find_model("SoundPoint IP 450"), std::nullopt}, loop, witness_,
              net::Chance(1), journal_) {
  journal_.subscribe([this](const net::Record& record) {
    records.push_back(record);
    if (watcher) watcher(record);
  });
  server_.configure({{server_address, 24}, std::nullopt});
  server_.listen(80, http_.acceptor());
  server_.bind(net::dhcp_server_port, [this](const net::Datagram& datagram) {
    auto decoded = net::decode_dhcp(datagram.payload);
    answer(std::get<net::DhcpMessage>(decoded));
  });
  server_.bind(net::dns_port, [this](const net::Datagram& datagram) { answer(datagram); });
}

void Office::answer(const net::DhcpMessage& message) {
  heard.push_back(message);
  const bool discover = message.type() == net::DhcpType::discover;
  const bool renewal = !discover && !message.ciaddr.is_any();
  if (renewal && !answers_renewals) return;
  if (!discover && !renewal) ++number_;
  net::DhcpMessage reply(message.chaddr);
  reply.request = false;
  reply.xid = message.xid;
  reply.yiaddr = offered;
  reply.add(discover ? net::DhcpType::offer : net::DhcpType::ack)
      .add_address(option::server_identifier, server_address)
      .add_seconds(option::lease_time, lease_time)
      .add_address(option::subnet_mask, net::Ipv4Address(255, 255, 255, 0))
      .add_text(option::tftp_server_name, fmt::format("http://{}/phoneprovisioning/{}", host, number_));
  net::Bytes servers;
  for (const auto server : name_servers)
    for (int shift = 24; shift >= 0; shift -= 8)
      servers.push_back(static_cast<std::uint8_t>(server.number() >> shift));
  if (!servers.empty()) reply.add(option::domain_name_server, servers);
  if (renewal) {
    server_.send(net::dhcp_server_port, {message.ciaddr, net::dhcp_client_port}, net::encode(reply));
  } else {
    server_.broadcast(net::dhcp_server_port, net::dhcp_client_port, net::encode(reply));
  }
}

void Office::answer(const net::Datagram& query) {
  if (!answers_queries) return;
  auto reply = std::get<net::DnsMessage>(net::decode_dns(query.payload));
  reply.response = true;
  const auto known = names.find(to_string(reply.question.name));
  if (known == names.end()) reply.result = net::DnsResult::name_error;
  if (known != names.end())
    for (const auto address : known->second) reply.answers.push_back({reply.question.name, 60, address});
  server_.send(net::dns_port, query.from, encode(reply));
}

void Office::answer(const net::HttpRequest& request, const net::HttpRespond& respond) {
  requests.push_back(request);
  if (answers_requests) respond(answer_to(request));
}

net::HttpResponse Office::answer_to(const net::HttpRequest& request) {
  const auto [number, name] = number_and_file(request.target);
  if (number != std::to_string(number_)) return {404, {}, ""};
  if (request.method == "PUT") return {201, {}, ""};
  const auto found = files.find(name);
  return found != files.end() ? net::HttpResponse{200, {}, found->second} : net::HttpResponse{404, {}, "not here"};
}

bool Office::run_until(net::Kind kind, net::Duration within) {
  const auto before = noted(kind).size();
  return loop.run_until([&] { return noted(kind).size() > before; }, loop.now() + within);
}

std::vector<net::Record> Office::noted(net::Kind kind) const {
  std::vector<net::Record> found;
  std::ranges::copy_if(records, std::back_inserter(found), [&](const auto& record) { return record.kind == kind; });
  return found;
}

std::vector<std::string> Office::asked() const {
  std::vector<std::string> lines;
  for (const auto& record : noted(net::Kind::http_done)) {
    lines.push_back(fmt::format("{} {} {} {}", record.text("method"),
                                number_and_file(std::string(record.text("path"))).second,
                                record.number("status").value_or(0), record.text("outcome")));
  }
  return lines;
}

net::DhcpMessage Office::last(net::DhcpType type) const {
  return *std::find_if(heard.rbegin(), heard.rend(), [&](const auto& message) { return message.type() == type; });
}

}  // namespace phones
