/** The command line: engineers check and try what they have changed, and ask a running Contraflow. */
@NullMarked
package io.contraflow.command;

import org.jspecify.annotations.NullMarked;
