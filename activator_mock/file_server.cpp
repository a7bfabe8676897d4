#include "activator_mock/file_server.hpp"

#include <utility>

namespace activator {
namespace {

// What any server answers for a path it does not have: the one refusal.
net::HttpResponse refusal() {
  net::HttpResponse refused;
  net::dispatch({}, {"GET", "/", {}, "", {}}, [&](net::HttpResponse response) { refused = std::move(response); });
  return refused;
}

net::HttpResponse file(std::string_view name, std::string text) {
  const auto* type = name.ends_with(".cfg") || name.ends_with(".xml") ? "text/xml" : "application/octet-stream";
  return {200, {{"Content-Type", type}}, std::move(text)};
}

}  // namespace

FileServer::FileServer(FileServerSettings settings, net::Loop& loop, ProvisioningStore& store, Numbers& numbers,
                       net::Notes& notes)
    : settings_(std::move(settings)),
      loop_(loop),
      store_(store),
      numbers_(numbers),
      notes_(notes),
      not_found_(refusal()) {
  while (settings_.base_path.ends_with('/')) settings_.base_path.pop_back();
  numbers_.watch([this](const std::string& number) { release(number); });
}

FileServer::~FileServer() { numbers_.watch(nullptr); }

std::vector<net::HttpRoute> FileServer::routes() {
  return {
      {"GET", "/", [this](const auto& request, auto respond) { get(request, std::move(respond)); }},
      {"PUT", "/", [this](const auto& request, auto respond) { put(request, respond); }},
  };
}

void FileServer::get(const net::HttpRequest& request, net::HttpRespond respond) {
  if (auto asked = parse_file_request(settings_.base_path, request.target); must_wait(asked)) {
    hold(std::move(asked->number), request, std::move(respond));
  } else {
    finish_get(request, respond);
  }
}

void FileServer::finish_get(const net::HttpRequest& request, const net::HttpRespond& respond) {
  const auto asked = parse_file_request(settings_.base_path, request.target);
  const auto mac = owner(asked);
  auto response = answer_get(asked, mac);
  note(request, response, mac, response.body.size());
  respond(std::move(response));
}

void FileServer::put(const net::HttpRequest& request, const net::HttpRespond& respond) {
  const auto asked = parse_file_request(settings_.base_path, request.target);
  const auto mac = owner(asked);
  auto response = answer_put(asked, mac, request.body);
  note(request, response, mac, response.status < 300 ? request.body.size() : response.body.size());
  respond(std::move(response));
}

net::HttpResponse FileServer::answer_get(const std::optional<FileRequest>& asked,
                                         const std::optional<net::MacAddress>& mac) const {
  if (!mac) return not_found_;
  if (const auto* shared = store_.shared(asked->file)) return file(asked->file, *shared);
  auto own = store_.read(*mac, spelled_for(*mac, asked->file));
  return own ? file(asked->file, std::move(*own)) : not_found_;
}

net::HttpResponse FileServer::answer_put(const std::optional<FileRequest>& asked,
                                         const std::optional<net::MacAddress>& mac, const std::string& body) {
  if (!mac || !settings_.uploads) return not_found_;
  const auto name = spelled_for(*mac, asked->file);
  if (!is_upload(*mac, name)) return not_found_;
  if (body.size() > settings_.upload_limit) return {413, {{"Content-Type", "text/plain"}}, "Content Too Large\n"};
  switch (store_.upload(*mac, name, body)) {
    case ProvisioningStore::Uploaded::made: return {201, {}, ""};
    case ProvisioningStore::Uploaded::replaced: return {204, {}, ""};
    case ProvisioningStore::Uploaded::no_directory: break;
  }
  return not_found_;
}

std::optional<net::MacAddress> FileServer::owner(const std::optional<FileRequest>& asked) const {
  return asked ? numbers_.find(asked->number, loop_.now()) : std::nullopt;
}

bool FileServer::must_wait(const std::optional<FileRequest>& asked) const {
  return settings_.hold > net::Duration::zero() && held_.size() < settings_.held_at_most && asked &&
         numbers_.standing(asked->number, loop_.now()) == Numbers::Standing::announced;
}

void FileServer::hold(std::string number, net::HttpRequest request, net::HttpRespond respond) {
  const auto name = ++holds_;
  auto patience = loop_.after(settings_.hold, [this, name] {
    const auto held = std::move(held_.extract(name).mapped());
    finish_get(held.request, held.respond);
  });
  held_.emplace(name, Held{std::move(number), std::move(request), std::move(respond), std::move(patience)});
}

// The number has opened, or never will: its requests get their answer in the next turn, in the order they came.
void FileServer::release(const std::string& number) {
  for (auto& [name, held] : held_) {
    if (held.number != number) continue;
    held.patience = loop_.after(net::Duration::zero(), [this, name = name] {
      const auto released = std::move(held_.extract(name).mapped());
      finish_get(released.request, released.respond);
    });
  }
}

void FileServer::note(const net::HttpRequest& request, const net::HttpResponse& response,
                      const std::optional<net::MacAddress>& mac, std::size_t bytes) {
  const auto from = request.peer ? std::optional(to_string(*request.peer)) : std::nullopt;
  const auto agent = net::field(request.fields, "User-Agent");
  notes_.note(net::Kind::file_answered, "activator",
              {{"method", request.method},
               {"path", request.target},
               {"status", response.status},
               {"mac", mac ? std::optional(config_stem(*mac)) : std::nullopt},
               {"from", from},
               {"user_agent", agent},
               {"bytes", bytes}});
}

}  // namespace activator
