package io.contraflow.sandbox.shopify;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who bought; each order has a customer of its own. */
record Customer(long number, String firstName, String lastName, String email, String locale) {
    public String id() {
        return Gid.of("Customer", number);
    }

    public long legacyResourceId() {
        return number;
    }

    public String displayName() {
        return firstName + " " + lastName;
    }

    public Map<String, String> defaultEmailAddress() {
        return Map.of("emailAddress", email);
    }

    public long numberOfOrders() {
        return 1;
    }

    public List<String> tags() {
        return List.of("newsletter");
    }

    MailingAddress address() {
        return new MailingAddress(Gid.of("MailingAddress", number), firstName, lastName);
    }

    record MailingAddress(String id, String firstName, String lastName) {
        public String name() {
            return firstName + " " + lastName;
        }

        public @Nullable String company() {
            return null;
        }

        public String address1() {
            return "Lindenallee 12";
        }

        public @Nullable String address2() {
            return null;
        }

        public String zip() {
            return "10115";
        }

        public String city() {
            return "Berlin";
        }

        public @Nullable String provinceCode() {
            return null;
        }

        public String country() {
            return "Germany";
        }

        public String countryCodeV2() {
            return "DE";
        }

        public @Nullable String phone() {
            return null;
        }
    }
}
