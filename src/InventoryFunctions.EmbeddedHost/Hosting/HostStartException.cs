namespace InventoryFunctions.EmbeddedHost.Hosting;

/// <summary>The host can't start as it is set up; the message says what to change, on one line.</summary>
public sealed class HostStartException : Exception
{
    /// <summary>Creates the error.</summary>
    public HostStartException(string message, ExitCode exitCode = ExitCode.InvalidSetup, Exception? innerException = null)
        : base(message, innerException) => ExitCode = exitCode;

    /// <summary>What the process answers with.</summary>
    public ExitCode ExitCode { get; }
}
