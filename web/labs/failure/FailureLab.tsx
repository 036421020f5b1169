export default function FailureLab() {
  return null
}
