using InventoryFunctions.Domain.Importing;

namespace InventoryFunctions.Importing;

/// <summary>A file that was received whole: what is staged, and what shall be done with it. The input of <see cref="ImportOrchestrator"/>.</summary>
/// <param name="ExecutionId">The job, and the name under which the rows are staged.</param>
/// <param name="Mode">What the stock column means.</param>
/// <param name="DryRun">Only say what would happen.</param>
/// <param name="ContentHash">SHA-256 of the file, in hexadecimal digits.</param>
/// <param name="SoundRows">Rows that are staged to be applied.</param>
/// <param name="BrokenRows">Rows that are none; they are in the error list.</param>
/// <param name="Shards">The shards that have rows, in order.</param>
public sealed record ImportManifest(
    string ExecutionId,
    ImportMode Mode,
    bool DryRun,
    string ContentHash,
    long SoundRows,
    long BrokenRows,
    IReadOnlyList<int> Shards)
{
    /// <summary>The instance of the orchestration that applies the file.</summary>
    public string InstanceId => InstanceIdOf(ExecutionId);

    /// <summary>The instance of the orchestration of an import.</summary>
    public static string InstanceIdOf(string executionId) => $"Import_{executionId}";
}
