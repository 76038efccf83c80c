using System;

namespace ProgressiveSlo.Shell;

/// <summary>The Shell cannot begin; the message is for the user.</summary>
internal sealed class ShellStartException(string message, Exception? innerException = null) : Exception(message, innerException);
