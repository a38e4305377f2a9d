package org.warmhandoff.people;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.warmhandoff.config.Config.Role;
import org.warmhandoff.files.OwnerOnly;

/**
 * The users of a program that has no provider of OpenID Connect: a YAML file for its owner alone.
 * Changed by putting a new file in its place, so that whoever reads it reads one or the other.
 */
public final class UserFile {

  private static final ObjectMapper YAML = new YAMLMapper();
  private static final String NEW = ".new";
  private static final List<String> SETTINGS = List.of("name", "roles", "password", "disabled");

  private final Path file;

  /** Those of that file, which need not be there yet. */
  public UserFile(Path file) {
    this.file = file;
  }

  /**
   * Everybody, by name, in the order of the file; nobody where there is no file.
   *
   * @throws UnusableUsers where it is no file of users
   */
  public Map<String, User> all() throws IOException, UnusableUsers {
    var all = new LinkedHashMap<String, User>();
    for (var one : read().path("users")) {
      var user = user(one);
      if (all.put(user.name(), user) != null) {
        throw new UnusableUsers(user.name() + " is there twice");
      }
    }
    return all;
  }

  private JsonNode read() throws IOException, UnusableUsers {
    try {
      var tree = YAML.readTree(Files.readAllBytes(file));
      if (!tree.path("users").isArray()) {
        throw new UnusableUsers("the file has no list of users");
      }
      return tree;
    } catch (NoSuchFileException none) {
      return YAML.createObjectNode();
    } catch (JsonProcessingException notYaml) {
      throw new UnusableUsers("the file is not YAML");
    }
  }

  private static User user(JsonNode one) throws UnusableUsers {
    var name = one.path("name").asText();
    if (!User.isName(name)) {
      throw new UnusableUsers("a user has no name as they are (" + User.NAME + ")");
    }
    var password = one.path("password").asText();
    if (!password.startsWith("$argon2id$")) {
      throw new UnusableUsers(name + " has no Argon2id hash as password");
    }
    checkDisabled(one, name);
    return new User(name, roles(one, name), password, one.path("disabled").asBoolean());
  }

  /** What was meant to keep somebody out must not be passed over. */
  private static void checkDisabled(JsonNode one, String name) throws UnusableUsers {
    if (one.has("disabled") && !one.get("disabled").isBoolean()) {
      throw new UnusableUsers(name + " is disabled neither true nor false");
    }
    for (var setting : one.properties()) {
      if (!SETTINGS.contains(setting.getKey())) {
        throw new UnusableUsers(name + " has something that is none of " + SETTINGS);
      }
    }
  }

  private static Set<Role> roles(JsonNode one, String name) throws UnusableUsers {
    var roles = new LinkedHashSet<Role>();
    for (var word : one.path("roles")) {
      roles.add(
          Stream.of(Role.values())
              .filter(role -> role.word().equals(word.asText()))
              .findFirst()
              .orElseThrow(() -> new UnusableUsers(name + " has a role that there is not")));
    }
    return roles;
  }

  /**
   * Adds somebody.
   *
   * @throws UnusableUsers where there is somebody of that name
   */
  public void add(User user) throws IOException, UnusableUsers {
    change(
        all -> {
          if (all.putIfAbsent(user.name(), user) != null) {
            throw new UnusableUsers(
                user.name() + " is there already; to change the password: users password");
          }
        });
  }

  /**
   * Changes somebody.
   *
   * @throws UnusableUsers where there is nobody of that name
   */
  public User change(String name, UnaryOperator<User> to) throws IOException, UnusableUsers {
    var changed = new LinkedHashMap<String, User>();
    change(
        all -> {
          var user = all.get(name);
          if (user == null) {
            throw new UnusableUsers("nobody of that name is there");
          }
          all.put(name, to.apply(user));
          changed.putAll(all);
        });
    return changed.get(name);
  }

  /** What a command does to the users. */
  private interface Change {
    void to(Map<String, User> all) throws UnusableUsers;
  }

  /** Only one at a time has the new file. */
  private void change(Change change) throws IOException, UnusableUsers {
    var next = file.resolveSibling(file.getFileName() + NEW);
    try (var out = OwnerOnly.newFile(next)) {
      var all = all();
      change.to(all);
      out.write(YAML.writeValueAsBytes(tree(all)));
    } catch (FileAlreadyExistsException another) {
      throw new UnusableUsers(
          "somebody else is changing the users; if nobody is, remove " + next.getFileName());
    } catch (IOException | UnusableUsers | RuntimeException failed) {
      Files.deleteIfExists(next);
      throw failed;
    }
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static JsonNode tree(Map<String, User> all) {
    var tree = YAML.createObjectNode();
    var users = tree.putArray("users");
    for (var user : all.values()) {
      var one = users.addObject().put("name", user.name());
      var roles = one.putArray("roles");
      user.roles().stream().sorted().map(Role::word).forEach(roles::add);
      one.put("password", user.password());
      if (user.disabled()) {
        one.put("disabled", true);
      }
    }
    return tree;
  }
}
