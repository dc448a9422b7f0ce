/**
 * The commands of a node, one class for each scope.
 *
 * <p>They only call the API and answer its records. The services come and go while the shell is there: a command whose
 * service is missing says which one, and where to look. Called on threads of Gogo, by several sessions at once.
 */
@NullMarked
package org.quorate.shell.command;

import org.jspecify.annotations.NullMarked;
