using InventoryFunctions.Domain.Importing;
using InventoryFunctions.Importing;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Moq.Protected;

namespace InventoryFunctions.Tests.Importing;

public sealed class ImportOrchestratorTests
{
    private const int Shards = 20;

    private static readonly ImportManifest Import = new("e1", ImportMode.Set, false, "hash", Shards, 0, [.. Enumerable.Range(0, Shards)]);

    private readonly Mock<TaskOrchestrationContext> context = new() { CallBase = true };
    private readonly List<string> steps = [];

    [Fact]
    public async Task Run_ProgressCannotBeReported_ImportGoesOn()
    {
        Given(step => step == nameof(ImportActivities.ReportImport)
            ? throw new TaskFailedException(step, 1, new TaskFailureDetails("Storage", "is away", null, null, null))
            : step == nameof(ImportActivities.ApplyImportShard) ? new ImportCounts(1, 0, 0, 0) : null);

        ImportProgress end = await ImportOrchestrator.RunAsync(context.Object);

        Assert.Equal(Shards, end.Counts.Created);
        Assert.Contains(nameof(ImportActivities.ReportImport), steps);
        Assert.DoesNotContain(nameof(ImportActivities.FailImport), steps);
        Assert.Equal([nameof(ImportActivities.CompleteImport), nameof(ImportActivities.CleanUpImport)], steps[^2..]);
    }

    [Fact]
    public async Task Run_ImportIsCompletedAlready_OnlyCleansUp()
    {
        Given(step => step == nameof(ImportActivities.BeginImport) ? new ImportCounts(7, 0, 0, 0) : null);

        ImportProgress end = await ImportOrchestrator.RunAsync(context.Object);

        Assert.Equal(7, end.Counts.Created);
        Assert.Equal([nameof(ImportActivities.BeginImport), nameof(ImportActivities.CleanUpImport)], steps);
    }

    private void Given(Func<string, ImportCounts?> activity)
    {
        context.Setup(c => c.GetInput<ImportManifest>()).Returns(Import);
        context.Protected().SetupGet<ILoggerFactory>("LoggerFactory").Returns(NullLoggerFactory.Instance);
        // The later one counts where both fit.
        context.Setup(c => c.CallActivityAsync<object>(It.IsAny<TaskName>(), It.IsAny<object?>(), It.IsAny<TaskOptions?>()))
            .Returns(async (TaskName name, object? _, TaskOptions? _) => (object)(await CallAsync(name.Name))!);
        context.Setup(c => c.CallActivityAsync<ImportCounts?>(It.IsAny<TaskName>(), It.IsAny<object?>(), It.IsAny<TaskOptions?>()))
            .Returns((TaskName name, object? _, TaskOptions? _) => CallAsync(name.Name));

        async Task<ImportCounts?> CallAsync(string step)
        {
            steps.Add(step);
            await Task.CompletedTask;
            return activity(step);
        }
    }
}
