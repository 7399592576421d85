/** The network that a guest's cable leads to: one of its own, with doors that the user opens. */
package quimera.cli.net;
