@NullMarked
package org.quorate.status.service;

import org.jspecify.annotations.NullMarked;
