namespace InventoryFunctions.Tests.Importing;

/// <summary>Stands for the end of the process: nothing after it runs.</summary>
internal sealed class ProcessKilledException : Exception;
