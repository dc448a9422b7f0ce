@NullMarked
package org.quorate.totem.service;

import org.jspecify.annotations.NullMarked;
