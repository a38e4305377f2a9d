/** What is between the network and the adapter: how much of it anybody may take. */
package org.warmhandoff.server;
