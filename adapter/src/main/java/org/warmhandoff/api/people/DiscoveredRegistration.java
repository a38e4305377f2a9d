package org.warmhandoff.api.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;

/**
 * As what we are registered at the provider, once it has said how people sign in there. One request
 * at a time asks for it, and none for a while after it could not be asked: a provider that is away
 * must not hold those who work for others.
 */
final class DiscoveredRegistration implements ClientRegistrationRepository {

  private static final Duration LEFT_ALONE = Duration.ofSeconds(10);

  private final String id;
  private final Supplier<ClientRegistration> discovery;
  private final Clock clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Optional<ClientRegistration> known = Optional.empty();
  private volatile Instant notBefore = Instant.MIN;

  DiscoveredRegistration(String id, Supplier<ClientRegistration> discovery, Clock clock) {
    this.id = id;
    this.discovery = discovery;
    this.clock = clock;
  }

  /**
   * The registration, and null for any other.
   *
   * @throws IllegalStateException where the provider cannot be asked now
   */
  @Override
  public ClientRegistration findByRegistrationId(String registrationId) {
    return registrationId.equals(id) ? known.orElseGet(this::asked) : null;
  }

  private ClientRegistration asked() {
    if (isLeftAlone(clock.instant()) || !asking.tryLock()) {
      throw new IllegalStateException("the provider is not asked now");
    }
    try {
      known = Optional.of(discovery.get());
      return known.get();
    } catch (RuntimeException away) {
      notBefore = clock.instant().plus(LEFT_ALONE);
      throw away;
    } finally {
      asking.unlock();
    }
  }

  /** Where the clock was put back it would be for longer than it may. */
  private boolean isLeftAlone(Instant now) {
    return now.isBefore(notBefore) && !notBefore.isAfter(now.plus(LEFT_ALONE));
  }
}
