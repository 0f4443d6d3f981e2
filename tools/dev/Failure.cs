namespace InventoryFunctions.Dev;

/// <summary>An end with one line for the developer.</summary>
internal sealed class Failure(string message, int exitCode = 1) : Exception(message)
{
    public const int Usage = 2;

    public int ExitCode { get; } = exitCode;
}
