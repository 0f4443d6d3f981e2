namespace InventoryFunctions.Tests.Reservations;

internal enum StepKind
{
    Reserve,
    ReserveTwice,
    Confirm,
    Release,
    Expire,
    Restock,
}
