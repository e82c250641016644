/** Makes every open exception known to the people who must act: grouped, throttled, escalated, and once more when it is over. */
@NullMarked
package io.contraflow.alert;

import org.jspecify.annotations.NullMarked;
